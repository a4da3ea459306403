// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>

namespace muster::console {

class Theme;

/// What the window remembers between starts: sizes, columns, theme. Nothing of it is needed to work.
class ViewSettings
{
public:
    explicit ViewSettings(const QString &file); ///< an INI file, made when first written

    [[nodiscard]] QByteArray state(const QString &name) const; ///< empty when nothing was kept
    void setState(const QString &name, const QByteArray &state);
    [[nodiscard]] bool flag(const QString &name, bool otherwise) const;
    void setFlag(const QString &name, bool value);

    void restore(Theme &theme) const;
    void keep(const Theme &theme);

private:
    mutable QSettings m_settings;
};

} // namespace muster::console
