/// The names of cages, which crun, conmon, network namespaces and control groups go by. An app's name may be too long for them: then
/// they have its beginning and what tells it from others. Whose one is, `isDyno` says, and nobody else.
package enum CageName {
    /// What a container may be called.
    package static let bytesMax = 64
    private static let typeBytesMax = 16
    private static let digits = 8

    /// Of a dyno.
    /// - Parameter random: what tells it from those that had its slot before.
    package static func dyno(_ app: AppName, _ type: String, _ index: Int, random: String = Hexadecimal.random(bytes: 4)) -> String {
        fitted("", app, ".\(type.prefix(typeBytesMax)).\(index).\(random)")
    }

    /// Whether a cage is a dyno of an app, of this name (`web.1`) where one is given: by what it would be called if it were.
    package static func isDyno(_ cage: String, of app: AppName, named name: String? = nil) -> Bool {
        let parts = cage.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts.allSatisfy({ !$0.isEmpty }), name == nil || name == "\(parts[1]).\(parts[2])" else { return false }
        return fitted("", app, "." + parts.dropFirst().joined(separator: ".")) == cage
    }

    /// Of the cage that a build's steps run in, one after the other.
    /// - Parameter side: which of several that run steps at the same time.
    package static func build(_ app: AppName, _ deploy: Int64, side: Int? = nil) -> String {
        fitted("build-", app, "-\(deploy)" + (side.map { "-\($0)" } ?? ""))
    }

    /// Of a release command.
    package static func release(_ app: AppName, _ deploy: Int64) -> String { fitted("release-", app, "-\(deploy)") }

    private static func fitted(_ head: String, _ app: AppName, _ tail: String) -> String {
        let room = bytesMax - head.utf8.count - tail.utf8.count
        guard app.text.utf8.count > room else { return head + app.text + tail }
        let digest = SHA256.hex(of: app.text).prefix(digits)
        return head + app.text.prefix(max(0, room - digits - 1)) + "-" + digest + tail
    }
}
