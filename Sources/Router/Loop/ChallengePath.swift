/// Where challenges are asked for.
enum ChallengePath {
    static let prefix = Array("/.well-known/acme-challenge/".utf8)
}
