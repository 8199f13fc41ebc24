import Model

struct Slug {
    let digest: String
    let manifest: SlugManifest
    let manifestJSON: [UInt8]
    /// Archives of its layers, bottom first.
    let parts: [String]
    let bytes: Int64
}
