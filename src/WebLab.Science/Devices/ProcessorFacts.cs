using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Devices;

/// <summary>What this machine's processor can do, told without libtorch.</summary>
public static class ProcessorFacts
{
    /// <summary>Whether it multiplies in bfloat16 (AVX-512 BF16, or AMX).</summary>
    public static bool HasBfloat16 { get; } =
        X86Base.IsSupported
        && X86Base.CpuId(0, 0).Eax >= 7
        && ((X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0 || (X86Base.CpuId(7, 0).Edx & (1 << 22)) != 0);

    /// <summary>The number formats that networks can be trained in on it.</summary>
    public static IReadOnlyList<string> Precisions { get; } =
        HasBfloat16 ? [PrecisionName.Full, PrecisionName.Bfloat16] : [PrecisionName.Full];

    /// <summary>Its maker's name for it, for example <c>AMD EPYC 9554 64-Core Processor</c>; of others than x86 the architecture.</summary>
    public static string Name { get; } = BrandOf() ?? RuntimeInformation.ProcessArchitecture.ToString();

    // The brand string: 48 letters in the registers of three leaves.
    private static string? BrandOf()
    {
        const int FirstLeaf = unchecked((int)0x80000002),
            Leaves = 3;
        if (!X86Base.IsSupported || (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < unchecked((uint)(FirstLeaf + Leaves - 1)))
            return null;
        var letters = new List<int>();
        for (var leaf = 0; leaf < Leaves; leaf++)
        {
            var (a, b, c, d) = X86Base.CpuId(FirstLeaf + leaf, 0);
            letters.AddRange([a, b, c, d]);
        }
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes<int>(letters.ToArray())).Trim('\0', ' ');
    }
}
