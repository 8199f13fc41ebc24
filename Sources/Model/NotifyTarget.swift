/// Where messages go: `mail:user@example.com`, or an `https://` URL that they are posted to.
package enum NotifyTarget: Hashable, Sendable {
    case mail(MailAddress)
    case hook(DrainURL)

    private static let mailPrefix = "mail:"
    private static let form = "write mail:user@example.com or https://HOST/PATH"

    /// - Throws: what is wrong, which never has a password in it.
    package init(_ text: String) throws(Failure) {
        if text.lowercased().hasPrefix(Self.mailPrefix) {
            self = .mail(try MailAddress(text.dropFirst(Self.mailPrefix.count)))
            return
        }
        let scheme = text.firstRange(of: "://").map { text[..<$0.lowerBound].lowercased() }
        guard scheme == "https" else {
            let why =
                switch scheme {
                case "http"?: "http:// would send it in plain"
                case nil where text.contains("@"): "a mail address begins with mail: here"
                default: "it is neither a mail address nor an https:// URL"
                }
            throw Failure(.invalid, "nobody can be told there: \(why)", hint: Self.form)
        }
        do throws(Failure) {
            self = .hook(try DrainURL(text))
        } catch {
            var failure = error
            let why = error.message.firstRange(of: ": ").map { error.message[$0.upperBound...] } ?? "it is no URL"
            failure.message = "nobody can be told there: \(why)"
            failure.hint = Self.form
            throw failure
        }
    }

    /// As it was given.
    package var text: String {
        switch self {
        case .mail(let address): Self.mailPrefix + address.text
        case .hook(let url): url.description
        }
    }

    /// For those who may not see what lets one in.
    package var masked: String {
        switch self {
        case .mail: text
        case .hook(let url): url.masked
        }
    }
}
