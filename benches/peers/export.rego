package export

import rego.v1

fired contains "R1" if input.end_user.sector == "defence"

fired contains "R2" if data.parties[input.end_user.name]

fired contains "R2" if {
	some holder in input.end_user.owners
	holder.share >= 50
	data.parties[holder.name]
}

fired contains "R3" if {
	input.item.origin == "CN"
	data.controlled[input.item.code]
}

fired contains "R4" if {
	input.as_of >= "2025-12-01"
	input.as_of <= "2026-11-10"
	parts := [part.value |
		some part in input.components
		part.origin == "CN"
		data.controlled[part.code]
	]
	sum(parts) / input.item.value >= 0.001
}

advanced if input.end_use.logic_nm <= 14

advanced if input.end_use.memory_layers >= 256

fired contains "R5" if {
	input.end_use.category == "semiconductor"
	advanced
}

fired contains "R6" if input.end_use.category == "humanitarian"

default verdict := "permit"

verdict := "deny" if {
	some rule in ["R1", "R2"]
	rule in fired
} else := "case_by_case" if {
	"R5" in fired
} else := "exempt" if {
	"R6" in fired
} else := "licence_required" if {
	some rule in ["R3", "R4"]
	rule in fired
}

answer := {"verdict": verdict, "fired": fired}
