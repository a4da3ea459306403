// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/json/nearestword.h"
#include "shared/model/codec.h"

namespace muster {

/// A member that a type has no field for.
struct UnknownMember
{
    QString path; ///< "units[3].nmae"
    QString nearest; ///< the field that was probably meant; empty when none is like it
    QStringList known; ///< all fields it could be
};

/// Finds members that decode() would ignore, in the order of the text. The wire ignores them, so that old and
/// new programs understand each other; in a file that a person wrote each is a mistake.
template <typename T>
void findUnknownMembers(const JsonValue &json, QList<UnknownMember> &found, const DecodePath &path = {})
{
    if constexpr (codec::IsOptional<T>::value) {
        findUnknownMembers<typename T::value_type>(json, found, path);
    } else if constexpr (codec::IsList<T>::value) {
        qsizetype index = 0;
        json.forEachElement([&](const JsonValue &element) {
            findUnknownMembers<typename T::value_type>(element, found, {&path, nullptr, index++});
            return true;
        });
    } else if constexpr (Described<T>) {
        QStringList known;
        forEachField<T>([&](const auto &each) { known.append(QString::fromUtf8(each.name)); });
        json.forEachMember([&](QByteArrayView name, const JsonValue &value) {
            bool isKnown = false;
            forEachField<T>([&](const auto &each) {
                if (name != QByteArrayView(each.name))
                    return;
                isKnown = true;
                using Value = std::remove_cvref_t<decltype(std::declval<T>().*each.member)>;
                findUnknownMembers<Value>(value, found, {&path, each.name});
            });
            if (!isKnown) {
                const QString word = QString::fromUtf8(name);
                const QString parent = path.toString();
                found.append(
                    {parent.isEmpty() ? word : parent + u'.' + word, nearestWord(word, known), known});
            }
            return true;
        });
    }
}

} // namespace muster
