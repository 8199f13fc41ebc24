/// A version of a toolchain that an app is built and run with.
package struct ChosenVersion: Hashable, Sendable, Codable {
    /// As stacks name it: `python`.
    package var toolchain: String
    /// As people name it: `Python`.
    package var title: String
    package var version: String
    /// Such as `.python-version asks for 3.13`.
    package var because: String
    /// Said as well, where the version is not to the letter what was asked for.
    package var note: String?
    /// The stack's package whose version is the exact one; nil: there is none, or `version` is exact already.
    package var package: String?
}
