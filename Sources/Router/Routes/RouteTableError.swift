/// Why a table was not taken.
struct RouteTableError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
