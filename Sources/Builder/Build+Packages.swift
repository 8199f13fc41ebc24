import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// The layer of Debian packages.
extension Build {
    /// - Parameter over: keys of layers, the topmost first.
    /// - Parameter files: where the app names some of them.
    func packageLayer(
        _ names: [String],
        for use: PlannedToolchain.Use,
        over: [String],
        _ files: [String: BuildPlan.PackageFile] = [:]
    ) throws -> String {
        let key = LayerStore.packagesKey(names, over: over)
        if try workshop.store.use(key) { return key }
        let what = use == .build ? "Installing build tools" : "Installing the toolchain"
        transcript.step("\(what) (once for all apps: \(names.joined(separator: ", ")))")
        let began = Moment.monotonicMilliseconds()
        let lease = try AddressLease.take(workshop)
        defer { lease.giveBackSayingWhatFails() }
        var installer = PackageInstaller(workshop, lease, seconds: 900)
        let (platform, app) = (workshop.platform, record.app.name)
        installer.namedIn = files.mapValues(\.rawValue)
        installer.makeSureOfRoom = { bytes in
            try DiskRoom(platform).check("the packages \(names.joined(separator: ", "))", needs: bytes, of: app, isShared: true)
        }
        _ = try workshop.store.makePackages(
            names,
            over: over,
            installer: installer,
            isCancelled: { workshop.interruption.isRequested },
            progress: { transcript.detail($0) }
        )
        sayTime(since: began)
        return key
    }
}
