# For static programs: no dynamic loader calls there what -init names. With the priority that comes
# before all that programs may take.
	.section .init_array.00100, "aw", %init_array
	.balign 8
	.8byte vgetrandom_start
	.section .note.GNU-stack, "", %progbits
