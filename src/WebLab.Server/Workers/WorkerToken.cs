using System.Buffers.Text;
using System.Security.Cryptography;
using WebLab.Server.Runs;

namespace WebLab.Server.Workers;

/// <summary>A worker's secret: the run's id and 256 random bits. Only its hash is stored.</summary>
public static class WorkerToken
{
    private const int SecretBytes = 32;

    public static string Create(Guid runId) => $"{runId:N}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    public static byte[] Hash(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));

    public static Guid? RunIdOf(string token) =>
        token.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && Guid.TryParseExact(token[..dot], "N", out var runId)
            ? runId
            : null;

    public static bool Matches(WorkerRecord worker, string token) => CryptographicOperations.FixedTimeEquals(Hash(token), worker.TokenHash);
}
