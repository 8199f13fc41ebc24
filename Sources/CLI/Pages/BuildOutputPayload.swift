import Model

/// A build with all that was said in it.
struct BuildOutputPayload: Encodable {
    let build: BuildSummary
    let output: String
}
