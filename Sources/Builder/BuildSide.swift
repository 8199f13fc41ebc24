/// One of several that run steps at the same time.
struct BuildSide: Sendable {
    let number: Int
    let bell: StopBell
}
