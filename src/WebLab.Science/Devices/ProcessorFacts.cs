using System.Runtime.Intrinsics.X86;
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
}
