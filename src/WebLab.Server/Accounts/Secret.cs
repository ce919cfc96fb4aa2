using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WebLab.Server.Accounts;

/// <summary>256 random bits as text. Only their SHA-256 is stored: what is random already needs no slow hash.</summary>
internal static class Secret
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static bool Matches(byte[] hash, string secret) => CryptographicOperations.FixedTimeEquals(hash, Hash(secret));
}
