using WebLab.Server.Notifications.Webhooks;

namespace WebLab.Server.Notifications;

public static class NotificationSetup
{
    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<NotificationOptions>().BindConfiguration("Notifications").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<NotificationStore>();
        builder.Services.AddSingleton<WebhookStore>();
        builder.Services.AddSingleton<WebhookAddressPolicy>();
        builder.Services.AddSingleton<WebhookClient>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<Notifier>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Notifier>());
        builder.Services.AddHostedService(services => services.GetRequiredService<WebhookSender>());
    }
}
