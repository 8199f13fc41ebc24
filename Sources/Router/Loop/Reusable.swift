/// What a slab keeps: made once for a place, wiped for every new tenant, so that its storage is used again.
protocol Reusable: ~Copyable {
    init()
    mutating func reset()
}
