/// Places that never move, handed out by index. A token is an index with the place's generation, so that an event for
/// a tenant that has left finds nobody.
final class Slab<Element: Reusable & ~Copyable> {
    private struct Place: ~Copyable {
        var generation: UInt32 = 1
        var taken = false
        var element = Element()
    }

    private static var pageBits: Int { 8 }
    private static var pageSize: Int { 1 << pageBits }
    private static var pagesMax: Int { 4096 }

    // SAFETY: pages are allocated full of initialized places and freed in `deinit`; `place` checks every index.
    private let pages: UnsafeMutablePointer<UnsafeMutablePointer<Place>?>
    // SAFETY: used by its loop's thread alone, each for one statement.
    @exclusivity(unchecked) private var pageCount = 0
    @exclusivity(unchecked) private var free: [Int32] = []
    @exclusivity(unchecked) private(set) var count = 0

    init() {
        pages = .allocate(capacity: Self.pagesMax)
        pages.initialize(repeating: nil, count: Self.pagesMax)
    }

    deinit {
        for page in 0..<pageCount {
            pages[page]?.deinitialize(count: Self.pageSize)
            pages[page]?.deallocate()
        }
        pages.deallocate()
    }

    /// A fresh place; nil when a million are taken.
    func take() -> Int32? {
        if free.isEmpty, !grow() { return nil }
        guard let index = free.popLast() else { return nil }
        place(index).pointee.taken = true
        count += 1
        return index
    }

    func give(back index: Int32) {
        let place = place(index)
        guard place.pointee.taken else { return }
        place.pointee.taken = false
        place.pointee.generation &+= 1
        place.pointee.element.reset()
        free.append(index)
        count -= 1
    }

    func token(_ index: Int32) -> UInt64 {
        UInt64(place(index).pointee.generation) << 32 | UInt64(UInt32(bitPattern: index))
    }

    /// The place of a token whose tenant is still there.
    func index(of token: UInt64) -> Int32? {
        let index = Int32(truncatingIfNeeded: token)
        guard index >= 0, Int(index) < pageCount << Self.pageBits else { return nil }
        let place = place(index)
        guard place.pointee.taken, place.pointee.generation == UInt32(truncatingIfNeeded: token >> 32) else {
            return nil
        }
        return index
    }

    subscript(index: Int32) -> Element {
        @inline(__always) _read { yield place(index).pointee.element }
        @inline(__always) _modify { yield &place(index).pointee.element }
    }

    func forEach(_ body: (Int32) -> Void) {
        for index in 0..<Int32(pageCount << Self.pageBits) where place(index).pointee.taken { body(index) }
    }

    @inline(__always)
    private func place(_ index: Int32) -> UnsafeMutablePointer<Place> {
        let page = Int(index) >> Self.pageBits
        precondition(page >= 0 && page < Self.pagesMax)
        guard let base = pages[page] else { preconditionFailure("slab index \(index) was never handed out") }
        return base + (Int(index) & (Self.pageSize - 1))
    }

    private func grow() -> Bool {
        guard pageCount < Self.pagesMax else { return false }
        let page = UnsafeMutablePointer<Place>.allocate(capacity: Self.pageSize)
        for offset in 0..<Self.pageSize { (page + offset).initialize(to: Place()) }
        pages[pageCount] = page
        let first = Int32(pageCount << Self.pageBits)
        free += (0..<Int32(Self.pageSize)).reversed().map { first + $0 }
        pageCount += 1
        return true
    }
}
