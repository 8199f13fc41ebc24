/// A deadline of a place for connections or exchanges. Moving it later costs one store: the wheel looks when it comes by.
/// It outlives the place's tenants, so that a place has one entry in the wheel, not one for each request.
struct Deadline {
    /// Milliseconds, monotonic; 0: none.
    var at: Int64 = 0
    /// When the wheel comes by next; 0: never.
    var visit: Int64 = 0

    mutating func clear() { at = 0 }
}
