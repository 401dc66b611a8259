// What a .NET program does to print UUIDs as text: it writes lines into a buffered stream.
#:property PublishAot=true
#:property RestorePackagesWithLockFile=false
#:property InvariantGlobalization=true

using System.Globalization;

int count = int.Parse(args[0], CultureInfo.InvariantCulture);
using var output = new StreamWriter(
    Console.OpenStandardOutput(), bufferSize: 64 * 1024);
for (int i = 0; i < count; i++)
{
    output.WriteLine(Guid.NewGuid());
}
