#!/usr/bin/env bash
# Compiles ChaCha20 with NativeAOT for each vector width and reads the machine code. Fails if a
# vector register touches the stack, because it would hold key or output. It needs no processor of
# that width, but gcc, objdump and the package of the NativeAOT compiler. An ordinary test does the
# same for the JIT's code.
set -euo pipefail
sources=$(cd "$(dirname "$0")/../src/VGetRandom/ChaCha20" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >check.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <PublishAot>true</PublishAot>
    <StripSymbols>false</StripSymbols>
  </PropertyGroup>
  <ItemGroup><Compile Include="$sources/*.cs" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using VGetRandom.ChaCha20;

unsafe
{
    byte* output = stackalloc byte[4096];
    byte* key = stackalloc byte[32];
    ulong counter = (ulong)args.Length;
    ChaCha20Blocks.Generate(output, 63, key, ref counter);
    Console.WriteLine($"{ChaCha20Blocks.WidthBits} {output[4031]}");
}
CS

# check INSTRUCTION_SET REGISTER METHOD...: exactly these methods must be compiled and use such
# registers.
check() {
  local set=$1 register=$2 found listing
  shift 2
  rm -rf bin obj out
  dotnet publish -r linux-x64 -c Release -o out ${set:+-p:IlcInstructionSet=$set} -v quiet --nologo
  listing=$(objdump -d --no-show-raw-insn -M intel out/check |
    awk '/^[0-9a-f]+ <.*>:$/ { inside = /_ChaCha20Vector.*__(PassOf|Transpose)/ } inside')
  found=$(sed -nE 's/.*__([A-Za-z]+)>:$/\1/p' <<<"$listing" | sort | tr '\n' ' ')
  [[ $found == "$* " ]] || { echo "$set: $found instead of $*"; exit 1; }
  grep -q "${register}[0-9]" <<<"$listing" || { echo "$set: no $register registers"; exit 1; }
  if grep -E '\[r[sb]p.*[xyz]mm[0-9]|[xyz]mm[0-9].*\[r[sb]p' <<<"$listing" >spills; then
    head -20 spills
    echo "${set:-baseline}: vector registers on the stack, above"
    exit 1
  fi
  echo "${set:-baseline}: nothing on the stack in $(grep -c '>:$' <<<"$listing") methods"
}

check '' xmm PassOfOne PassOfThree
check x86-64-v3 ymm PassOfFour PassOfSix PassOfTwo
check x86-64-v4 zmm PassOfFour PassOfSix PassOfSixteen PassOfThirtyTwo PassOfTwo Transpose
