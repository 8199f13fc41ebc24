import Model

/// What is said of an app that sends its visitors to HTTPS where there is no certificate for it.
package enum RedirectAdvice {
    /// - Parameters:
    ///   - dyno: who did it, such as `web.1`.
    ///   - command: what stands before a command where it is read.
    package static func failure(_ dyno: String, of app: AppName, host: String, _ configuration: Configuration, command: String) -> Failure {
        let off = "or let the app serve plain HTTP, as Django does with SECURE_SSL_REDIRECT = False"
        let way =
            if configuration.router.httpsPort == nil {
                "this installation serves no HTTPS: who runs it can change that (./install.sh --https-port 443)"
            } else if configuration.acme.agreeToTerms, configuration.domain != "localhost" {
                "get one: \(command) certs:auto:enable -a \(app)"
            } else {
                "bring one: cat fullchain.pem privkey.pem | \(command) certs:add -a \(app)"
            }
        return Failure(
            .refused,
            "\(dyno) sends visitors of http://\(host)/ to https, and there is no certificate for \(Visit(host: host, isSecure: false).name):"
                + " browsers come no further",
            hint: "\(way)\n\(off)"
        )
    }
}
