// SPDX-License-Identifier: Apache-2.0
#include "console/discovery/addressrange.h"

#include "shared/tls/endpoint.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

std::unexpected<Error> badRange(QStringView range, const QString &why)
{
    return fail(ErrorCode::Invalid, u"\"%1\" is not an address range: %2"_s.arg(range, why), u"range"_s);
}

QHostAddress plus(const QHostAddress &first, quint32 offset)
{
    if (first.protocol() == QHostAddress::IPv4Protocol)
        return QHostAddress(first.toIPv4Address() + offset);
    Q_IPV6ADDR bytes = first.toIPv6Address();
    for (int i = 15; offset > 0 && i >= 0; --i) {
        offset += bytes[i];
        bytes[i] = quint8(offset & 0xff);
        offset >>= 8;
    }
    return QHostAddress(bytes);
}

QHostAddress masked(const QHostAddress &address, int hostBits)
{
    if (address.protocol() == QHostAddress::IPv4Protocol)
        return QHostAddress(hostBits == 0 ? address.toIPv4Address()
                                          : address.toIPv4Address() & ~((1u << hostBits) - 1));
    Q_IPV6ADDR bytes = address.toIPv6Address();
    for (int bit = 0; bit < hostBits; ++bit)
        bytes[15 - bit / 8] &= quint8(~(1 << bit % 8));
    return QHostAddress(bytes);
}

} // namespace

Result<QStringList> addressesOf(QStringView range)
{
    const qsizetype slash = range.indexOf(u'/');
    if (slash < 0)
        return badRange(range, u"it has no \"/\", as in 10.117.1.0/24"_s);
    const QHostAddress address(range.first(slash).toString());
    if (address.isNull())
        return badRange(range, u"what is before the \"/\" is no IP address"_s);
    const auto parts = range.sliced(slash + 1).split(u':');
    bool isNumber = false;
    const int prefix = parts.first().toInt(&isNumber);
    const bool isIpv4 = address.protocol() == QHostAddress::IPv4Protocol;
    const int bits = isIpv4 ? 32 : 128;
    if (!isNumber || prefix < 0 || prefix > bits)
        return badRange(range, u"the prefix length must be a number from 0 to %1"_s.arg(bits));
    quint16 port = Endpoint::DefaultPort;
    if (parts.size() > 1) {
        port = parts.at(1).toUShort(&isNumber);
        if (!isNumber || port == 0 || parts.size() > 2)
            return badRange(range, u"the port must be a number from 1 to 65535"_s);
    }
    const int hostBits = bits - prefix;
    if (hostBits > 12)
        return badRange(range, u"at most %1 addresses are swept at once"_s.arg(MaxSweptAddresses));
    const QHostAddress first = masked(address, hostBits);
    const quint32 count = 1u << hostBits;
    const bool hasBorders = isIpv4 && hostBits >= 2;
    QStringList addresses;
    for (quint32 i = hasBorders ? 1 : 0; i < count - (hasBorders ? 1 : 0); ++i)
        addresses.append(Endpoint{plus(first, i).toString(), port}.toString());
    return addresses;
}

AddressList addressListFrom(QStringView text)
{
    AddressList list;
    int number = 0;
    for (QStringView line : text.split(u'\n')) {
        ++number;
        if (const qsizetype comment = line.indexOf(u'#'); comment >= 0)
            line = line.first(comment);
        line = line.trimmed();
        if (line.isEmpty())
            continue;
        if (const auto endpoint = Endpoint::parse(line); endpoint)
            list.addresses.append(endpoint->toString());
        else
            list.faults.append(u"line %1: %2"_s.arg(number).arg(describe(endpoint.error())));
    }
    return list;
}

} // namespace muster::console
