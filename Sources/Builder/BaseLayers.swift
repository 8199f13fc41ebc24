/// The layers that all apps share, by their keys.
struct BaseLayers {
    let stack: String
    /// What dynos have.
    let run: String?
    /// What build steps have on top of that.
    let build: String?

    /// Top first.
    var forSteps: [String] { [build, run, stack].compactMap { $0 } }
}
