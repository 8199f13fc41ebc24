import Linux
import Model

struct Slug {
    let digest: String
    let manifest: SlugManifest
    let manifestJSON: [UInt8]
    /// Waits until the disk has the archives of its layers that are new: each has its name then.
    let storing: Beside<Void>
}
