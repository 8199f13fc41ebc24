import Glibc
import Linux
import Model

/// Which fixed packages wait for what stands on layers of Debian's packages.
extension LayerStore {
    private static let newsBytesMax = 1 << 20

    /// What apt keeps for all that is made over a base system goes with it.
    private func newsPath(_ layers: [String]) -> String? {
        guard let top = layers.first, let base = layers.last else { return nil }
        return "\(directory)/.apt-\(base)/news-\(top).json"
    }

    /// What was said when somebody asked last; nil: nobody has.
    /// - Parameter layers: keys, the topmost first, the base system last.
    package func packageNews(of layers: [String]) -> PackageNews? {
        // What cannot be read was never said: whoever wants to know asks again.
        guard let path = newsPath(layers), let bytes = try? Files.read(path, limit: Self.newsBytesMax) else { return nil }
        return try? JSONCoder.decode(PackageNews.self, from: bytes)
    }

    /// Asks Debian's archive, in a cage.
    /// - Parameter layers: keys, the topmost first, the base system last.
    package func askForPackageNews(
        of layers: [String],
        installer: PackageInstaller,
        isCancelled: () -> Bool = { false }
    ) throws -> PackageNews {
        guard let base = layers.last, let path = newsPath(layers) else { throw Failure(.internal, "no layers have no packages") }
        for key in layers where !exists(key) { throw Failure(.notFound, "there is no layer \(key)") }
        let lock = try acquire("apt-\(base)", isCancelled: isCancelled) {}
        defer { withExtendedLifetime(lock) {} }
        let work = try OwnedDirectory.make(in: temporaries, "\(getpid())-news")
        defer {
            // Best effort: `sweep` removes what stays.
            try? Files.removeTree(work.path)
        }
        let job = PackageInstaller.Job(
            packages: [],
            lowers: layers.map(self.path),
            shared: "\(directory)/.apt-\(base)",
            directory: work.path
        )
        let news = PackageNews(askedAt: Moment.wallMicroseconds(), try installer.news(job))
        try Files.replace(path, with: try JSONCoder.encode(news), mode: 0o600, isDurable: false)
        return news
    }
}
