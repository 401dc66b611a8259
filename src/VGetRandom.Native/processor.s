# unsigned vgetrandom_register_bits(void): 512 or 256 where the processor and the kernel have all of
# x86-64-v4 or v3 that counts, else 0. For C libraries that do not know: C# without a runtime has no
# way to ask. LZCNT is not asked for, as some virtual machines hide it: whatever has BMI2 has it.
	.text
	.globl vgetrandom_register_bits
	.hidden vgetrandom_register_bits
	.type vgetrandom_register_bits, @function
vgetrandom_register_bits:
	push %rbx
	xor %r8d, %r8d
	xor %eax, %eax
	cpuid
	cmp $7, %eax
	jb .Lend

	# FMA, MOVBE, OSXSAVE, AVX and F16C; then, that the kernel keeps XMM and YMM registers.
	mov $1, %eax
	xor %ecx, %ecx
	cpuid
	and $0x38401000, %ecx
	cmp $0x38401000, %ecx
	jne .Lend
	xor %ecx, %ecx
	xgetbv
	mov %eax, %r9d
	and $0x06, %eax
	cmp $0x06, %eax
	jne .Lend

	# BMI1, AVX2 and BMI2.
	mov $7, %eax
	xor %ecx, %ecx
	cpuid
	mov %ebx, %eax
	and $0x128, %eax
	cmp $0x128, %eax
	jne .Lend
	mov $256, %r8d

	# That it keeps mask and ZMM registers, too; AVX512F, DQ, CD, BW and VL.
	and $0xe6, %r9d
	cmp $0xe6, %r9d
	jne .Lend
	and $0xd0030000, %ebx
	cmp $0xd0030000, %ebx
	jne .Lend
	mov $512, %r8d
.Lend:
	mov %r8d, %eax
	pop %rbx
	ret
	.size vgetrandom_register_bits, . - vgetrandom_register_bits
	.section .note.GNU-stack, "", %progbits
