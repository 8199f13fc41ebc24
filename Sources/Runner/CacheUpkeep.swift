import Glibc
import Linux
import Model
import Sandbox

/// Holds what an app's steps keep from build to build to what a build may write.
struct CacheUpkeep {
    private let root: InstallationRoot
    private let limits: DiskLimits

    init(_ root: InstallationRoot, _ limits: DiskLimits) {
        self.root = root
        self.limits = limits
    }

    /// The caller holds the app's build lock. Those go first that no step has asked for longest.
    func run(_ app: AppName) throws {
        let folder = root.cache(app)
        if Files.exists(folder) { try CacheMark(folder).lift() }
        guard DiskUsage.measure([folder], limits: limits).excess != nil else { return }
        // Each use settles owner and mode anew, which the kernel notes.
        let caches = try Files.list(folder).filter { !CacheMark.isOne($0) }.compactMap { name in
            Files.status("\(folder)/\(name)").map { (path: "\(folder)/\(name)", usedAt: $0.st_ctim.tv_sec) }
        }
        for cache in caches.sorted(by: { $0.usedAt < $1.usedAt }) {
            try Files.removeTree(cache.path)
            if DiskUsage.measure([folder], limits: limits).excess == nil { return }
        }
    }
}
