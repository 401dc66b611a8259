// A vmclock for a QEMU without such a device. The page behind it is memory at 4 GiB.
DefinitionBlock ("", "SSDT", 2, "VGETRN", "VMCLOCK", 1)
{
    Scope (\_SB)
    {
        Device (VCLK)
        {
            Name (_HID, "AMZNC10C")
            Name (_CID, "VMCLOCK")
            Name (_DDN, "VMCLOCK")
            Name (_STA, 0x0F)
            Name (_CRS, ResourceTemplate ()
            {
                QWordMemory (ResourceConsumer, PosDecode, MinFixed, MaxFixed, Cacheable, ReadOnly,
                    0, 0x100000000, 0x100000FFF, 0, 0x1000)
            })
        }
    }
}
