import Foundation
import GRDB
import Model
import Sealing

/// What of the ledger is sealed, and how SQL says it: `seal(text, place)` and `unseal(text, place)`, which every connection of
/// ours knows. So a plain value is in our memory alone, never in a page of the file, its -wal or a temporary one.
enum Secrets {
    /// `place` of each sealed column, as SQL: what was copied from another row does not open.
    static let configVar = "'config_vars/' || app_id || '/' || name"
    /// With the time in microseconds, since a new row's id is not known before it is there.
    static let previewVar = "'preview_config/' || app_id || '/' || name"
    static let deployConfig = "'deploys/' || deploys.app_id || '/' || deploys.created_at"
    static let generated = "'secrets/' || app_id || '/' || name"
    static let certificate = "'certificates/' || app_id || '/' || id"
    static let drain = "'drains/' || app_id || '/' || token"
    static let notifyTarget = "'notify/' || coalesce(app_id, 0) || '/' || token"
    static let notifySecret = "'notify secret/' || coalesce(app_id, 0) || '/' || token"
    static let setting = "'settings/' || name"

    static let deployColumns = "deploys.*, unseal(deploys.config, \(deployConfig)) AS plain_config"

    private static let mark = "sealed:"

    static func teach(_ db: Database, _ key: SealingKey) {
        let seal = DatabaseFunction("seal", argumentCount: 2) { values in
            let (text, place) = try arguments(values)
            return mark + Data(try key.seal(Array(text.utf8), for: place)).base64EncodedString()
        }
        let unseal = DatabaseFunction("unseal", argumentCount: 2) { values in
            let (text, place) = try arguments(values)
            guard text.hasPrefix(mark), let sealed = Data(base64Encoded: String(text.dropFirst(mark.count))) else {
                throw Failure(.internal, "\(place) is not sealed, so that nobody knows who wrote it", hint: "set it again")
            }
            return String(decoding: try key.open(Array(sealed), for: place), as: UTF8.self)
        }
        db.add(function: seal)
        db.add(function: unseal)
    }

    private static func arguments(_ values: [DatabaseValue]) throws(Failure) -> (text: String, place: String) {
        guard let text = String.fromDatabaseValue(values[0]), let place = String.fromDatabaseValue(values[1]) else {
            throw Failure(.internal, "the ledger lacks a value that is to be sealed or opened")
        }
        return (text, place)
    }
}
