import Foundation

enum KeyText {
    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
