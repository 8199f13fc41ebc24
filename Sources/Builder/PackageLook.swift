import Ledger
import Linux
import Model
import Operations
import Sandbox

/// Asks Debian's archive which fixed packages wait. Nothing moves by it: the answer is kept for those who want to know.
struct PackageLook {
    private static let secondsMax = 120

    private let workshop: Workshop

    init(_ workshop: Workshop) { self.workshop = workshop }

    /// `renga-builder news --app APP`.
    func run(_ app: AppName) throws {
        try workshop.complaining {
            try workshop.interruption.begin()
            guard let manifest = try workshop.ledger.read({ try AppBase.manifest(of: $0.existing(app), $0) }) else { return }
            _ = try news(of: AppBase.packaged(manifest))
            workshop.interruption.end()
        }
    }

    /// - Parameter layers: of Debian's packages, the topmost first.
    func news(of layers: [String]) throws -> PackageNews {
        let lease = try AddressLease.take(workshop)
        defer { lease.giveBackSayingWhatFails() }
        return try workshop.store.askForPackageNews(
            of: layers,
            installer: PackageInstaller(workshop, lease, seconds: Self.secondsMax),
            isCancelled: { workshop.interruption.isRequested }
        )
    }
}
