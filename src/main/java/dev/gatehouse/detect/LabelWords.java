package dev.gatehouse.detect;

/// The words that label values, in lower case; a word may be in several lines.
final class LabelWords {
    static final String[][] ALL = {
        {"phone", """
            phone phones phonenumber tel telephone telefon telefono teléfono téléphone tél telefone telefoon mobile \
            mobil mobiel móvil movil cell cellphone cellulare celular fax telefax whatsapp sms call ring rufnummer \
            telefonnummer mobilnummer mobilfunknummer handynummer gsm portable puhelin puhelinnumero telefonu komórka \
            telemóvel telefonszám cep msisdn dial hotline telefonnr telnr voicemail tlf тел телефон 电话 手机 電話"""},
        {"national-id", """
            ssn sin nir insee dni nie nif nss cpf cnp pesel bsn egn егн hetu cpr aadhaar aadhar personnummer personnr \
            fødselsnummer fodselsnummer fnr steuer steuerid steueridentifikationsnummer steuernummer idnr tckn kimlik \
            ahv avs nino nhs amka αμκα oib rut curp tin snils снилс инн inn nip taxpayer tax fiscale fiscal codice national identity \
            social sécurité sociale burgerservicenummer rijksregisternummer rijksregister niss passport \
            passeport reisepass pasaporte sozialversicherungsnummer versicherungsnummer svnr jmbg isikukood asmens \
            kodas rodné číslo citizen nin henkilötunnus cuil cuit pps ppsn tfn tckimlik nationalid identificación \
            identité identiteit kontribuente contribuinte contribuente personalausweis cédula cedula bi taj 身份证"""},
        {"card", """
            card cards cardnumber pan creditcard ccnum ccn cc visa mastercard amex maestro diners karte kreditkarte \
            kartennummer carte tarjeta carta cartao cartão kaart kaartnummer credit debit karta kort kortnummer"""},
        {"birth", """
            birth birthdate birthday birthdays dob bday born geboren geburtsdatum geb geburtstag né née naissance \
            nacimiento nacido nacida nascita nato nata nascimento nascido nascida geboortedatum geb urodzenia urodzony \
            urodzona född fødselsdato født födelsedatum syntynyt syntymäaika doğum narození narozen születési született \
            рождения родился родилась dateofbirth γέννησης 出生"""},
        {"password", """
            password passwd pwd passphrase passwort kennwort contraseña contrasena senha wachtwoord hasło haslo \
            passe passw pass mdp pw passcode lösenord adgangskode parola şifre heslo jelszó salasana пароль"""},
        {"secret", "secret secrets credential credentials clientsecret sharedsecret signingsecret salt"},
        {"token", """
            token tokens bearer authorization jwt accesstoken refreshtoken idtoken sessiontoken authtoken sessionid \
            csrf xsrf apitoken signature sig"""},
        {"key", """
            key apikey accesskey secretkey accountkey sharedaccesskey privatekey encryptionkey masterkey signingkey \
            licensekey"""},
        {"thing", """
            order orders ordernumber invoice ticket sku isbn ean upc gtin asin issn tracking version \
            build commit serial item article product batch lot bestellnummer bestellung rechnung rechnungsnummer \
            auftrag auftragsnummer artikel artikelnummer commande facture pedido factura ordine fattura encomenda \
            bestelling factuur zamówienie faktura ordre beställning tilaus sendungsnummer colis envío spedizione \
            transaction txn shipment parcel timestamp epoch ts time created updated count total amount price qty \
            quantity uuid checksum sequence bytes size offset duration latency milliseconds nanos millis barcode \
            sendung kundennummer customer konto vorgang ticketnummer issue bug revision port seed lsn xid oid"""},
        {"void", """
            null none nil true false undefined empty string text varchar required optional changed expired yes no \
            redacted hidden masked unset missing invalid default disabled enabled bearer basic"""},
        {"link", "hash hashes hashed value plain plaintext clear str encrypted digest"},
    };

    private LabelWords() {}
}
