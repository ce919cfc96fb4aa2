using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WebLab.Testing;

/// <summary>A certificate for one name that nobody but itself has signed.</summary>
public static class SelfSigned
{
    public const string Password = "secret";

    /// <summary>With its key, as a PKCS #12 file under <see cref="Password"/>.</summary>
    public static byte[] For(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return certificate.Export(X509ContentType.Pkcs12, Password);
    }
}
