import Model

/// Whether the requests of an app wait, in JSON.
struct PausePayload: Encodable {
    let paused: Bool
}
