/// The fields of a public key's blob (RFC 4253, 6.6), each with its length before it: read to the end, so that a key of which
/// a part is missing is found here and not by sshd, which would say nothing.
struct PublicKeyFields {
    private var rest: ArraySlice<UInt8>

    init(_ blob: [UInt8]) { rest = blob[...] }

    /// nil where the blob is as a key of this type has it; else what is wrong, in words.
    static func complaint(of blob: [UInt8], as type: String) -> String? {
        var fields = PublicKeyFields(blob)
        guard fields.text() == type else { return "it does not begin with its type" }
        do throws(Torn) {
            switch type {
            case "ssh-ed25519", "sk-ssh-ed25519@openssh.com": try fields.take("key", bytes: 32)
            case "ssh-rsa": if let complaint = try fields.rsa() { return complaint }
            default: if let complaint = try fields.elliptic(type) { return complaint }
            }
            if type.hasPrefix("sk-") { _ = try fields.field("application") }
        } catch {
            return error.words
        }
        return fields.rest.isEmpty ? nil : "\(fields.rest.count) bytes too many are in it"
    }

    private struct Torn: Error {
        let words: String
    }

    private mutating func field(_ name: String) throws(Torn) -> ArraySlice<UInt8> {
        guard rest.count >= 4 else { throw Torn(words: "it ends before its \(name)") }
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard rest.count - 4 >= length else {
            throw Torn(words: "it ends within its \(name): \(rest.count - 4) of \(length) bytes are there")
        }
        let field = rest.dropFirst(4).prefix(length)
        rest = rest.dropFirst(4 + length)
        return field
    }

    private mutating func text() -> String? {
        do throws(Torn) { return String(decoding: try field("type"), as: UTF8.self) } catch { return nil }
    }

    private mutating func take(_ name: String, bytes: Int) throws(Torn) {
        let field = try field(name)
        guard field.count == bytes else { throw Torn(words: "its \(name) has \(field.count) bytes instead of \(bytes)") }
    }

    private mutating func rsa() throws(Torn) -> String? {
        let exponent = try number("exponent")
        let modulus = try number("modulus")
        guard exponent.count <= 8, let last = exponent.last, last & 1 == 1, exponent.count > 1 || last > 1 else {
            return "its exponent is none of RSA"
        }
        let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        guard bits <= PublicKey.rsaBitsMax, let last = modulus.last, last & 1 == 1 else { return "its modulus is none of RSA" }
        return bits < PublicKey.rsaBitsMin ? PublicKey.weak(bits) : nil
    }

    /// Without zeros before it; a negative one is none.
    private mutating func number(_ name: String) throws(Torn) -> ArraySlice<UInt8> {
        let field = try field(name)
        guard let first = field.first, first & 0x80 == 0 else { throw Torn(words: "its \(name) is not a number") }
        return field.drop { $0 == 0 }
    }

    private mutating func elliptic(_ type: String) throws(Torn) -> String? {
        let curves = ["nistp256": 65, "nistp384": 97, "nistp521": 133]
        let curve = String(decoding: try field("curve"), as: UTF8.self)
        guard type.contains("-\(curve)"), let bytes = curves[curve] else { return "its curve is not the one of its type" }
        let point = try field("point")
        guard point.count == bytes else { return "its point has \(point.count) bytes instead of \(bytes)" }
        return point.first == 4 ? nil : "its point is compressed, which OpenSSH does not take"
    }
}
