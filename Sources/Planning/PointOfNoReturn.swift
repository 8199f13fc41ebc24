import Model

/// From where on a deploy cannot be taken back.
///
/// A push: `Hooks/PreReceive` exits with 0, and git renames the ref. Its row is `prepared` by then, and from there on nobody
/// who works on it may give it up: what becomes of it is what the ref says (`DeploySettlement`).
///
/// `config:set`, `rollback`, `stack:update` and `create` have no ref: the transaction that makes the release is the point.
package enum PointOfNoReturn {
    /// The last state of a deploy before it.
    package static func state(before kind: DeployKind) -> DeployState { kind.isRecordedByRef ? .prepared : .booting }
}
