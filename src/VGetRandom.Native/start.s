# For static programs: no dynamic loader calls there what -init names.
	.section .init_array, "aw"
	.balign 8
	.8byte vgetrandom_start
	.section .note.GNU-stack, "", %progbits
