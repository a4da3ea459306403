// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace muster::console {

void loadTranslations(QCoreApplication &application, const QLocale &locale)
{
    const auto load = [&application](const QLocale &wanted, const QString &name, const QString &folder) {
        auto *translator = new QTranslator(&application);
        if (translator->load(wanted, name, u"_"_s, folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    load(QLocale(QLocale::English), u"muster"_s, u":/i18n"_s);
    load(locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(locale, u"muster"_s, u":/i18n"_s);
}

} // namespace muster::console
