// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/nodeid.h"

#include "shared/tls/base32.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr qsizetype IdGroupCharacters = 7;
constexpr qsizetype DataCharacters = 13; // per check character

std::unexpected<Error> invalidId(const QString &text)
{
    return fail(ErrorCode::Invalid, text, u"node id"_s);
}

} // namespace

NodeId NodeId::ofPublicKey(QByteArrayView spki)
{
    return NodeId(QCryptographicHash::hash(spki, QCryptographicHash::Sha256));
}

Result<NodeId> NodeId::parse(QStringView text)
{
    const auto characters = base32::tidied(text);
    if (!characters)
        return invalidId(u"a node id consists of the letters A-Z, the digits 2-7 and dashes"_s);
    if (characters->size() != Characters)
        return invalidId(u"a node id has %1 letters and digits, this one has %2"_s.arg(Characters)
                             .arg(characters->size()));

    QByteArray data;
    for (qsizetype at = 0; at < Characters; at += DataCharacters + 1) {
        const QByteArrayView part = QByteArrayView(*characters).sliced(at, DataCharacters);
        if (base32::checkCharacter(part) != characters->at(at + DataCharacters)) {
            return invalidId(
                u"groups %1 and %2 of the node id contain a typing error"_s.arg(at / IdGroupCharacters + 1)
                    .arg(at / IdGroupCharacters + 2));
        }
        data += part;
    }
    const auto digest = base32::decode(data);
    if (!digest)
        return invalidId(u"the last group of the node id contains a typing error"_s);
    return NodeId(*digest);
}

QString NodeId::toString() const
{
    if (isNull())
        return {};
    const QByteArray data = base32::encode(m_digest);
    QByteArray characters;
    for (qsizetype at = 0; at < data.size(); at += DataCharacters) {
        const QByteArrayView part = QByteArrayView(data).sliced(at, DataCharacters);
        characters += part;
        characters += base32::checkCharacter(part);
    }
    return base32::grouped(characters, IdGroupCharacters);
}

QString NodeId::shortForm() const
{
    return toString().first(isNull() ? 0 : IdGroupCharacters);
}

} // namespace muster
