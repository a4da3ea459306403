// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/fakephosphor.h"

#include <QDBusMessage>
#include <QDBusVariant>
#include <QDataStream>
#include <QFile>
#include <QSaveFile>

namespace muster::test {

/// phosphor-settingsd, with the restore policies of the first host and whether it is restarted. Anybody may
/// write them.
class FakeSettings : public FakePhosphor
{
    Q_OBJECT
public:
    static inline const QString Policy =
        QStringLiteral("/xyz/openbmc_project/control/host0/power_restore_policy");
    static inline const QString OneTime = Policy + QStringLiteral("/one_time");
    static inline const QString Interface = QStringLiteral("xyz.openbmc_project.Control.Power.RestorePolicy");
    static inline const QString Reboot = QStringLiteral("/xyz/openbmc_project/control/host0/auto_reboot");
    static inline const QString RebootOnce = Reboot + QStringLiteral("/one_time");
    static inline const QString RebootInterface =
        QStringLiteral("xyz.openbmc_project.Control.Boot.RebootPolicy");

    /// @param hasOneTime some images have no policy for one time
    explicit FakeSettings(const QString &address, bool hasOneTime = true)
        : FakePhosphor(address, QStringLiteral("xyz.openbmc_project.Settings"),
                       QStringLiteral("/xyz/openbmc_project"))
    {
        add(Reboot, {{RebootInterface, {{QStringLiteral("AutoReboot"), true}}}});
        if (hasOneTime)
            add(RebootOnce, {{RebootInterface, {{QStringLiteral("AutoReboot"), true}}}});
        add(Policy, {{Interface,
                      {{QStringLiteral("PowerRestorePolicy"), word(QStringLiteral("Restore"))},
                       {QStringLiteral("PowerRestoreDelay"), quint64(2'500'000)}}}});
        if (hasOneTime)
            add(OneTime, {{Interface,
                           {{QStringLiteral("PowerRestorePolicy"), word(QStringLiteral("None"))},
                            {QStringLiteral("PowerRestoreDelay"), quint64(0)}}}});
    }

    /// What is written is kept there, as the real one keeps it.
    void keepIn(const QString &file)
    {
        m_file = file;
        QFile kept(file);
        if (!kept.open(QIODevice::ReadOnly))
            return;
        QString policy;
        QString oneTime;
        QDataStream in(&kept);
        in >> policy >> oneTime;
        say(Policy, policy);
        say(OneTime, oneTime);
    }

    QString refusal; ///< name of the error to answer a write with
    bool isIdle = false; ///< takes what is written, and keeps what it had: it lies

    [[nodiscard]] static QString word(const QString &tail)
    {
        return Interface + QStringLiteral(".Policy.") + tail;
    }
    void say(const QString &path, const QString &text)
    {
        change(path, Interface, QStringLiteral("PowerRestorePolicy"), text);
    }
    void setReboot(const QString &path, bool isOn)
    {
        change(path, RebootInterface, QStringLiteral("AutoReboot"), isOn);
    }
    [[nodiscard]] bool isRebooting(const QString &path) const
    {
        return property(path, RebootInterface, QStringLiteral("AutoReboot")).toBool();
    }
    /// The last part of the word.
    [[nodiscard]] QString policy(const QString &path) const
    {
        return property(path, Interface, QStringLiteral("PowerRestorePolicy"))
            .toString()
            .section(QLatin1Char('.'), -1);
    }

protected:
    QDBusMessage answer(const QDBusMessage &call) override
    {
        return call.createErrorReply(QDBusError::UnknownMethod, QStringLiteral("Unknown method."));
    }
    QDBusMessage write(const QDBusMessage &call) override
    {
        if (!refusal.isEmpty())
            return call.createErrorReply(refusal, QStringLiteral("The request was refused."));
        const QVariantList arguments = call.arguments();
        const QVariant value = arguments.value(2).value<QDBusVariant>().variant();
        if (isIdle)
            return call.createReply();
        if (arguments.value(0).toString() == RebootInterface && value.typeId() == QMetaType::Bool) {
            setReboot(call.path(), value.toBool());
            return call.createReply();
        }
        const QString enumeration = Interface + QStringLiteral(".Policy.");
        if (!value.toString().startsWith(enumeration))
            return call.createErrorReply(
                QStringLiteral("xyz.openbmc_project.sdbusplus.Error.InvalidEnumString"),
                QStringLiteral("No valid enumeration value exists."));
        change(call.path(), arguments.value(0).toString(), arguments.value(1).toString(), value);
        QSaveFile file(m_file);
        if (!m_file.isEmpty() && file.open(QIODevice::WriteOnly)) {
            QDataStream out(&file);
            out << word(policy(Policy)) << word(policy(OneTime));
            file.commit();
        }
        return call.createReply();
    }

private:
    QString m_file; ///< may be empty
};

} // namespace muster::test
