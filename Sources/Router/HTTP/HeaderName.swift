/// The headers that the router reads or restates; every other one passes as it is.
enum HeaderName: UInt8, CaseIterable {
    case other
    case host, contentLength, transferEncoding, connection, upgrade, expect, accept
    case te, keepAlive, proxyConnection, proxyAuthorization, proxyAuthenticate, http2Settings
    case forwardedFor, forwardedProto, forwardedPort, requestID, requestStart
    case cookie, setCookie, strictTransportSecurity
    /// Names a proxy for programs that read it out of CGI's environment (httpoxy).
    case proxy
    /// Says who the client is, or what it asked for, and counts only from a proxy that is believed.
    case claim
    /// One of the above with an underscore for a dash: CGI-like apps cannot tell the two apart.
    case lookalike

    var text: String {
        switch self {
        case .other, .claim, .lookalike: ""
        case .host: "host"
        case .contentLength: "content-length"
        case .transferEncoding: "transfer-encoding"
        case .connection: "connection"
        case .upgrade: "upgrade"
        case .expect: "expect"
        case .accept: "accept"
        case .te: "te"
        case .keepAlive: "keep-alive"
        case .proxyConnection: "proxy-connection"
        case .proxyAuthorization: "proxy-authorization"
        case .proxyAuthenticate: "proxy-authenticate"
        case .http2Settings: "http2-settings"
        case .forwardedFor: "x-forwarded-for"
        case .forwardedProto: "x-forwarded-proto"
        case .forwardedPort: "x-forwarded-port"
        case .requestID: "x-request-id"
        case .requestStart: "x-request-start"
        case .cookie: "cookie"
        case .setCookie: "set-cookie"
        case .strictTransportSecurity: "strict-transport-security"
        case .proxy: "proxy"
        }
    }

    /// Names of claims, beside all those that begin with `x-forwarded-`. Frameworks, other proxies and clouds read them.
    static let claims = [
        "forwarded", "x-forwarded", "x-forward-for", "forwarded-for", "x-real-ip", "x-client-ip", "x-cluster-client-ip",
        "x-original-forwarded-for", "x-originating-ip", "x-remote-ip", "x-remote-addr", "true-client-ip", "client-ip",
        "cf-connecting-ip", "cf-connecting-ipv6", "cf-visitor", "fastly-client-ip", "fly-client-ip", "x-azure-clientip",
        "x-azure-socketip", "x-envoy-external-address", "x-envoy-original-path", "x-appengine-user-ip", "x-host", "x-original-host",
        "x-original-url", "x-original-uri", "x-original-method", "x-rewrite-url", "x-scheme", "x-url-scheme", "front-end-https",
        "x-script-name", "x-remote-user", "remote-user", "x-ssl-client-cert", "x-ssl-client-verify", "x-client-cert", "ssl-client-cert",
    ]
    static let claimBeginning = Array("x-forwarded-".utf8)
}
