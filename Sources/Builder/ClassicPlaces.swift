import Model

/// Where a classic buildpack finds what it is given, in its cage.
enum ClassicPlaces {
    /// Its own checkout, which it may write to.
    static let buildpack = "/buildpack"
    /// Config vars, a file each.
    static let environment = "/env"
    /// What buildpacks before it export, in order.
    static let exports = "/exports"
    /// What it says; read by root as a stranger's.
    static let result = "/result"

    /// Of one app the same in every build, since caches have it in them.
    static func build(_ app: AppName) -> String { "/tmp/build_\(SHA256.hex(of: app.text).prefix(8))" }
}
