using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WebLab.Server.Accounts;

/// <summary>256 random bits as text. Only their SHA-256 is stored: what is random already needs no slow hash.</summary>
internal static class Secret
{
    private const int Bytes = 32;
    private static readonly int Length = Base64Url.GetEncodedLength(Bytes);

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>What is not as long as a secret is not hashed: anybody may send it.</summary>
    public static bool Matches(byte[] hash, string secret) =>
        secret.Length == Length && CryptographicOperations.FixedTimeEquals(hash, Hash(secret));
}
