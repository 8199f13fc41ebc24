import Model

/// The key of an installation: what is secret is written to disk sealed with it (AES-256-GCM), so that the file alone tells
/// nothing. Each value is sealed for its place: put somewhere else, it does not open.
package struct SealingKey: Sendable {
    package static let bytes = 32
    private static let version: UInt8 = 1
    private static let markBegin = "mark:"

    private let cipher: AESGCM
    private let markKey: [UInt8]
    /// Tells keys apart and says nothing of them.
    package let fingerprint: String

    /// nil where `secret` has not 32 bytes.
    package init?(_ secret: [UInt8]) {
        guard secret.count == Self.bytes else { return nil }
        // A key for each use, so that what is known of one tells nothing about the others.
        cipher = AESGCM(key: HMAC.sha256(Array("renga seal 1".utf8), key: secret))
        markKey = HMAC.sha256(Array("renga mark 1".utf8), key: secret)
        fingerprint = Self.hex(HMAC.sha256(Array("renga fingerprint 1".utf8), key: secret).prefix(8))
    }

    /// 32 bytes for a new key.
    package static func random() throws(Failure) -> [UInt8] { try AESGCM.random(bytes) }

    package func seal(_ plain: [UInt8], for place: String) throws(Failure) -> [UInt8] {
        [Self.version] + (try cipher.seal(plain, with: Array(place.utf8)))
    }

    /// - Throws: where it was sealed for another place or with another key, or is damaged.
    package func open(_ sealed: [UInt8], for place: String) throws(Failure) -> [UInt8] {
        guard sealed.first == Self.version, let plain = try cipher.open(sealed[1...], with: Array(place.utf8)) else {
            throw Failure(
                .internal,
                "\(place) does not open with this installation's key",
                hint: "it is damaged, or was copied from somewhere else: put it back from a backup, or set it again"
            )
        }
        return plain
    }

    /// The same for the same value in the same place: tells whether it has changed, to nobody but the holder of the key.
    package func mark(_ value: String, for place: String) -> String {
        Self.markBegin + Self.hex(HMAC.sha256(Array("\(place.utf8.count):\(place)\(value)".utf8), key: markKey)[...])
    }

    package static func isMark(_ text: String) -> Bool { text.hasPrefix(markBegin) }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
