// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/addresslist.h"

#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QString whyNoPort(QStringView port)
{
    bool isNumber = false;
    const uint value = port.toUInt(&isNumber);
    return isNumber && value >= 1 && value <= 65535 ? QString()
                                                    : AddressList::tr("the port must be from 1 to 65535");
}

QString whyNoHost(const QString &host)
{
    static const QRegularExpression name(
        u"^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*\\.?$"_s);
    return name.match(host).hasMatch() ? QString()
                                       : AddressList::tr("this is no host name and no IP address");
}

} // namespace

QString whyNoAddress(const QString &text)
{
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0 || QHostAddress(text.sliced(1, end - 1)).protocol() != QAbstractSocket::IPv6Protocol)
            return AddressList::tr("this is no IPv6 address");
        const QStringView rest = QStringView(text).sliced(end + 1);
        return rest.isEmpty()          ? QString()
               : rest.startsWith(u':') ? whyNoPort(rest.sliced(1))
                                       : AddressList::tr("after \u201c]\u201d comes a colon and the port");
    }
    if (text.count(u':') > 1)
        return AddressList::tr("an IPv6 address goes into brackets: [%1]").arg(text);
    const qsizetype colon = text.indexOf(u':');
    if (colon < 0)
        return whyNoHost(text);
    const QString host = whyNoHost(text.first(colon));
    return host.isEmpty() ? whyNoPort(QStringView(text).sliced(colon + 1)) : host;
}

AddressList AddressList::of(const QByteArray &file)
{
    AddressList list;
    if (file.size() > MaxBytes) {
        list.wrong.append({0, {}, tr("the file is larger than %1 KiB").arg(MaxBytes / 1024)});
        return list;
    }
    int number = 0;
    const QList<QByteArray> lines = file.split('\n');
    for (const QByteArray &bytes : lines) {
        ++number;
        const QString line = QString::fromUtf8(bytes).section(u'#', 0, 0).trimmed();
        if (line.isEmpty() || list.addresses.contains(line))
            continue;
        if (const QString why = whyNoAddress(line); !why.isEmpty())
            list.wrong.append({number, line.first(std::min<qsizetype>(80, line.size())), why});
        else if (list.addresses.size() == MaxAddresses)
            list.wrong.append({number, line, tr("more than %1 addresses").arg(MaxAddresses)});
        else
            list.addresses.append(line);
    }
    return list;
}

} // namespace muster::console
