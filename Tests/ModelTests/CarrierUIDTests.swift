import Model
import Testing

@Suite("Numbers of who carries logs") struct CarrierUIDTests {
    @Test func `are 64 that no app and no planner has, and begin with another for each app`() {
        let users = Configuration().users
        let numbers = (Int64(1)...64).map { users.carrierUIDs(of: $0) }
        #expect(Set(numbers.map { $0[0] }) == Set(19_872..<19_936))
        #expect(numbers.allSatisfy { $0.count == 64 && Set($0) == Set(19_872..<19_936) })
        #expect(Set(numbers[0]).isDisjoint(with: users.plannerUIDs) && numbers[0].allSatisfy { $0 < users.appUIDBase })
        #expect(users.carrierUIDs(of: 65) == users.carrierUIDs(of: 1))
    }
}
