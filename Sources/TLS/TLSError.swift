import COpenSSL

/// Why OpenSSL could not do what it was asked.
package struct TLSError: Error, CustomStringConvertible, Sendable {
    package let description: String

    package init(_ description: String) { self.description = description }

    /// With OpenSSL's own words for the newest error of this thread.
    static func last(_ what: String) -> TLSError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard code != 0, let text = ERR_reason_error_string(code) else { return TLSError(what) }
        return TLSError("\(what): \(String(cString: text))")
    }
}
