// SPDX-License-Identifier: Apache-2.0
#include "console/views/viewsettings.h"

#include "console/views/theme/theme.h"

#include <array>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr std::array ThemeNames{"desktop"_L1, "light"_L1, "dark"_L1, "highContrast"_L1};
constexpr std::array DensityNames{"comfortable"_L1, "compact"_L1};

template <typename Names>
int indexIn(const Names &names, const QString &name)
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? 0 : int(found - names.begin());
}

} // namespace

ViewSettings::ViewSettings(const QString &file)
    : m_settings(file, QSettings::IniFormat)
{
}

QByteArray ViewSettings::state(const QString &name) const
{
    return m_settings.value(u"window/"_s + name).toByteArray();
}

void ViewSettings::setState(const QString &name, const QByteArray &state)
{
    m_settings.setValue(u"window/"_s + name, state);
}

bool ViewSettings::flag(const QString &name, bool otherwise) const
{
    return m_settings.value(u"window/"_s + name, otherwise).toBool();
}

void ViewSettings::setFlag(const QString &name, bool value)
{
    m_settings.setValue(u"window/"_s + name, value);
}

void ViewSettings::restore(Theme &theme) const
{
    theme.setChoice(ThemeChoice(indexIn(ThemeNames, m_settings.value("look/theme"_L1).toString())));
    theme.setDensity(Density(indexIn(DensityNames, m_settings.value("look/density"_L1).toString())));
}

void ViewSettings::keep(const Theme &theme)
{
    m_settings.setValue("look/theme"_L1, ThemeNames.at(std::size_t(theme.choice())));
    m_settings.setValue("look/density"_L1, DensityNames.at(std::size_t(theme.density())));
}

} // namespace muster::console
