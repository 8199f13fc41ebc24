/// Where a deploy is on its way to being a release.
package enum DeployState: String, Sendable, Codable, CaseIterable {
    /// The builder works on it.
    case building
    /// Its slug is made; the runner boots its candidates.
    case booting
    /// All that can fail has been done: moving the ref commits it.
    case prepared
    /// A release. Final.
    case committed
    /// Given up; `reason` says why. Final.
    case failed

    package var isSettled: Bool { self == .committed || self == .failed }
    /// Its dynos are wanted beside those of the current release.
    package var hasCandidates: Bool { self == .booting || self == .prepared }
}
