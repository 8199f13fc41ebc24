/// What somebody wants to be different in the list of an app's buildpacks. Places are counted from 1.
package enum BuildpackChange: Hashable, Sendable, Codable {
    /// Before the one at `index`; nil: behind all.
    case add(BuildpackReference, index: Int?)
    /// In place of the one at `index`; nil: of the first.
    case set(BuildpackReference, index: Int?)
    case remove(BuildpackReference)
    case removeAt(Int)
    case clear
}
