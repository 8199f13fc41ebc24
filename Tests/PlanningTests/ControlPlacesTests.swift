import Model
import Planning
import Testing

@Suite("Places at the control socket") struct ControlPlacesTests {
    @Test func `members cannot take the builder's and root's`() throws {
        var places = ControlPlaces()
        for _ in 0..<ControlPlaces.Kind.member.limit { try places.enter(.member) }
        let failure = #expect(throws: Failure.self) { try places.enter(.member) }
        #expect(failure?.message == "the runner talks to 256 others at this moment, and that is all it can")
        try places.enter(.root)
        try places.enter(.stranger)
        places.leave(.member)
        try places.enter(.member)
    }

    @Test func `no key has all places, and fewer of them to follow logs`() throws {
        var places = ControlPlaces()
        for _ in 0..<ControlPlaces.followingMax { try places.enter(key: 1, follows: true) }
        let failure = #expect(throws: Failure.self) { try places.enter(key: 1, follows: true) }
        #expect(failure?.message == "this key has 32 of `logs --tail`, `run` and their like open, and no key may have more")
        for _ in ControlPlaces.followingMax..<ControlPlaces.ofKeyMax { try places.enter(key: 1, follows: false) }
        #expect(throws: Failure.self) { try places.enter(key: 1, follows: false) }
        try places.enter(key: 2, follows: true)
        places.leave(key: 1, follows: true)
        try places.enter(key: 1, follows: true)
    }

    @Test func `whoever has left has left nothing behind`() throws {
        var places = ControlPlaces()
        try places.enter(key: 1, follows: true)
        places.leave(key: 1, follows: true)
        #expect(places == ControlPlaces())
    }
}
