import Linux
import Model

extension SampleApp {
    /// A clone of the newest commit alone.
    func shallowClone() throws -> SampleApp {
        let place = "/var/tmp/renga-e2e/app-shallow-\(UInt64.random(in: 0 ... .max))"
        try git("clone", "-q", "--depth", "1", "file://\(directory)", place)
        return SampleApp(at: place)
    }
}
