/// How a client's request came, as far as we or a trusted proxy before us know.
enum Scheme {
    case http
    case https
    /// A trusted proxy says that it got it in plain.
    case forwardedHTTP

    /// What a trusted peer says counts more than how it came to us.
    init(isSecure: Bool, isTrusted: Bool, _ forwarded: Range<Int>?, _ bytes: [UInt8]) {
        if isTrusted, let forwarded {
            self = bytes.equals(forwarded, lower: Self.secureWord) ? .https : .forwardedHTTP
        } else {
            self = isSecure ? .https : .http
        }
    }

    private static let secureWord = Array("https".utf8)
}
