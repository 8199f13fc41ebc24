/// A key of a team's list, and whose it is.
package struct TeamKey: Hashable, Sendable {
    package let name: String
    package let key: PublicKey

    package init(name: String, key: PublicKey) {
        self.name = name
        self.key = key
    }
}
