package dev.gatehouse.detect;

import java.util.Map;

/// The words by which columns are named that hold sensitive values, in several languages.
///
/// An entry is words one behind the other, however they are written together: `first name` is `first_name`,
/// `firstName` and `FIRSTNAME`. In front of it: `=` when it must be the whole name, `@` only in tables of people or
/// behind a word for one, `#` also in tables of places, `~` also as the end of a longer word. A `$` at its end: it
/// must be the last of the name.
final class NameTable {
    static final Map<SensitiveKind, String> ENTRIES = Map.ofEntries(
            Map.entry(SensitiveKind.EMAIL, """
                    ~email, e mail, mail$, reply to$, replyto, smtp addr, mail address, email address, email addr, email id, mail id, ~mailadresse,
                    ~emailadresse, courriel, adresse mail, adresse electronique, correo, correo electronico,
                    posta elettronica, indirizzo mail, @=pec, endereco eletronico, e post, epost, eposta, epostadress,
                    e postadress, ~emailadres, ~mailadres, adres mailowy, poczta elektroniczna, sahkoposti"""),
            Map.entry(SensitiveKind.PHONE, """
                    telecom$, telf$, telfx$,
                    phone, telephone, homephone, workphone, mobilephone, contactphone, userphone, ~phonenumber, phone no, phone nr, tel, tel no, tel nr, tel number, telno, fax$,
                    fax number, fax no, mobile$, mobile no, mobile number, mobile phone, cell phone, cellphone, cell no, cell number, ph no, ph num, contact num, @cell$,
                    msisdn, whatsapp$, whatsapp number, contact number, contact no, contactno, landline, ~telefon,
                    ~telefonnummer, ~telefonnr, handy$, ~handynummer, handynr, mobilnummer, mobilfunk, mobil$,
                    mobiltelefon, rufnummer, faxnummer, festnetz, telephone portable, @portable$, num tel, no tel,
                    telefono, movil$, celular$, telf, tlf, tfno, fone, telefax, cellulare, recapito telefonico, telefone, telemovel,
                    ~telefoon, ~telefoonnummer, mobiel$, mobiel nummer, gsm$, gsm nummer, telefon komorkowy, komorka$,
                    nr telefonu, numer telefonu, telefonu, mobilnr, puhelin, puhelinnumero"""),
            Map.entry(SensitiveKind.CARD, """
                    card number, card no, card num, card nr, ~cardnumber, ~creditcard, credit card, cc number, cc num,
                    cc no, ccn$, ccnumber, debit card, payment card, bank card, card pan, =pan, pan number, primary account number,
                    =card, @card, card nbr, cvv, cvc, cvv code, cvc code, security code, card security code, card verification value,
                    kreditkarte, ~kreditkartennummer, ~kartennummer, kartennr, kartennr, kreditkartennr, kreditkarten nr, pan hash, carte bancaire,
                    numero carte, numero de carte, num carte, carte credit, carte de credit, =carte, tarjeta credito,
                    tarjeta de credito, numero tarjeta, numero de tarjeta, num tarjeta, =tarjeta, carta credito,
                    carta di credito, numero carta, numero cartao, numero do cartao, cartao credito, cartao de credito, =cartao,
                    ~kaartnummer, creditcardnummer, creditkaart, karta kredytowa, numer karty, nr karty, ~kortnummer, kreditkort, betalkort"""),
            Map.entry(SensitiveKind.NATIONAL_ID, """
                    ssnid, sinid, identification id$, passport id$, @vat$, vat id$, vat number, vat no, stceg, stcd, perid$,
                    ssn, ssn number, social security, social security number, socialsecurity, soc sec, soc sec no, ss num, ss no, taxvat, mrn$, medical record number, insurance number,
                    health insurance number, tax id, taxid,
                    tax number, tax no, taxpayer id, tax identification number, tin$, =itin, itin, national id,
                    national id number, nationalid, national identity, national insurance, nino, =ni, ni number, =nin,
                    nin number, identity number, identity no, identity card, id card number, id card no, id number$,
                    idnumber, government id, gov id, passport, ~passportnumber, drivers license, driver license,
                    drivers licence, driver licence, driving licence, driving license, license number, licence number,
                    dl number, nhs number, nhs no, medicare number, medicare no, aadhaar, aadhar, voter id, residence permit,
                    sozialversicherungsnummer, sozialversicherungsnr, sozialversicherung, sv nummer, svnr, sv nr, svnummer,
                    steuer id, ~steuernummer, steuernr, steuer nr, versichertennummer, steueridentifikationsnummer, steuer identifikationsnummer,
                    ~ausweisnummer, ausweisnr, ausweis nr, personalausweis, reisepass, passnummer, pass nr, rentenversicherungsnummer,
                    fuehrerschein, fuhrerschein, fuehrerscheinnummer, krankenversichertennummer, ahv, ahvnr, ahv nummer,
                    =nir, num secu, numero secu, no secu, securite sociale, numero securite sociale,
                    numero de securite sociale, num insee, numero insee, =insee, =niss, numero fiscal, piece identite,
                    num passeport, passeport, permis conduire, carte identite, dni, nie$, nif,
                    numero de identidad, documento identidad, documento de identidad, seguridad social, num seguridad social,
                    numero seguridad social, pasaporte, cedula, curp, @rfc, @rut, @run$,
                    codice fiscale, @=cf, cod fiscale, codfisc, cod fisc, codicefiscale, carta identita, carta di identita,
                    passaporto, patente guida, tessera sanitaria, cpf, @rg$, cpf cnpj, numero utente, cartao cidadao,
                    bilhete identidade, nss$, niss$, titulo eleitor, pis pasep, numero contribuinte,
                    bsn, ~bsnnummer, burgerservicenummer, sofinummer, sofi nummer, rijksregisternummer, rijksregister nummer,
                    paspoortnummer, paspoort, rijbewijs, rijbewijsnummer, identiteitskaart,
                    pesel, @nip, dowod osobisty, numer dowodu, nr dowodu, seria dowodu, paszport, nr paszportu, prawo jazdy,
                    ~personnummer, personnr, @=pnr, ~samordningsnummer, passnr, korkort, korkortsnummer,
                    =cpr, cpr nummer, cprnr, cpr number, fodselsnummer, =fnr, hetu, henkilotunnus, kennitala, rodne cislo,
                    cnp$, =egn, jmbg, =oib, amka, =afm, tckn, tc kimlik no, kimlik no, personal identity number, personal id,
                    personal number, personalid"""),
            Map.entry(SensitiveKind.IBAN, """
                    acc number, acc no, sort code, @account number, @account no, bankn$,
                    ~iban, iban number, bank account, bank account number, ~bankaccount, bank account no, bank acct, =bban,
                    =rib, clabe, ~kontonummer, kontonr, konto nr, bankkonto, ~bankverbindung, numero compte, numero de compte,
                    num compte, compte bancaire, numero cuenta, numero de cuenta, num cuenta, cuenta bancaria, cta bancaria, num cta,
                    conto corrente, numero conto, conta bancaria, numero conta, numero da conta, ~rekeningnummer, rek nr, routing number,
                    ~bankrekening, numer konta, nr konta, numer rachunku, nr rachunku, rachunek bankowy, konto bankowe,
                    ~bankgiro, plusgiro, clearingnummer"""),
            Map.entry(SensitiveKind.ADDRESS, """
                    stras$, pstlz$, house num, po box$,
                    address, address line, addr, addr line, addressline, street, street address, street name, streetaddress, #=line,
                    #adr, house number, house no, #apartment, #apt no, #zip, #zip code, #zipcode, #postal code, #postcode,
                    #post code, #postalcode, residence$, place of residence, @=home,
                    ~adresse, ~anschrift, ~strasse, ~strassenname, #=str, hausnummer, hausnr, #plz, #postleitzahl,
                    #wohnort, wohnsitz, wohnadresse,
                    adresse postale, #=rue, nom de rue, #=voie, nom voie, numero voie, @domicile, lieu residence, #code postal, #cp$,
                    direccion, @domicilio, #calle, nombre calle, #codigo postal, #cod postal, codigopostal,
                    indirizzo, #=via, residenza, #=cap, #codice postale, numero civico,
                    endereco, @morada, logradouro, #rua, #=cep, codigo endereco,
                    ~adres, ~straat, straatnaam, ~huisnummer, huisnr, #postcode, #woonplaats,
                    adres zamieszkania, #ulica, nr domu, numer domu, nr mieszkania, #kod pocztowy, kodpocztowy,
                    ~adress, gatuadress, #=gata, gatunamn, #postnummer, #postnr, bostadsadress, katuosoite, #postinumero"""),
            Map.entry(SensitiveKind.BIRTH_DATE, """
                    gbdat$, dob, dob date, birth date, ~birthdate, date of birth, dateofbirth, birthday, birth day, =born, born on, born at,
                    @born$, born date, date born, birth year, year of birth, bday, bdate, birth time, time of birth, birth dt, dt birth, birth,
                    ~geburtsdatum, ~geburtstag, geb datum, gebdatum, gebdat, geb dat, geb dt, @geb$, geburtsjahr, geburt, @geboren$, geboren am,
                    naissance, date naiss, datenaiss, date naissance, date de naissance, datenaissance, annee naissance, @=ddn, ne le,
                    nacimiento, fecha nacimiento, fecha de nacimiento, fechanacimiento, fec nac, fecha nac, f nac, fnac, fechanac,
                    nascita, data nascita, data di nascita, datanascita,
                    nascimento, data nascimento, data de nascimento, datanascimento, dt nasc, data nasc, dtnasc,
                    ~geboortedatum, geboorte datum, geboortejaar, geboortedag,
                    urodzenia, data urodzenia, data ur, rok urodzenia, @urodzony, dataurodzenia,
                    fodelsedatum, fodelsedag, fodelsear, fodelse, @fodd$, fodselsdato, fodselsdag, syntymaaika"""),
            Map.entry(SensitiveKind.NAME, """
                    complete name, next of kin, next of kin name, insured s name, assistant name, comment author$, cc owner$,
                    signed by$, nachn$, vorna$, rufnm$, emftx$,
                    first name, ~firstname, fname$, mname$, first nm, last nm, @nm, forename, given name, givenname, middle name, middlename, middle initial,
                    last name, ~lastname, lname$, surname, family name, familyname, maiden name, full name, ~fullname,
                    person name, personname, real name, realname, preferred name, birth name, cardholder, card holder, name on card, billing name, shipping name, ship name,
                    ship to name, bill to name, delivery name, sender name, receiver name, contact person,
                    ~cardholdername, account holder, accountholder, next of kin, @display name, @displayname, @legal name,
                    @=first, @=last, @=middle, mother name, mothers name, father name, fathers name, spouse name,
                    @name, @names,
                    ~vorname, ~nachname, familienname, geburtsname, zuname, rufname, kontoinhaber, ~inhabername, konto inhaber,
                    karteninhaber, vor und nachname, vorname nachname,
                    prenom, nom famille, nom de famille, nom naissance, nom de naissance, nom complet, nom usage, nom jeune fille,
                    nom prenom, titulaire, @nom,
                    apellido, apellidos, primer apellido, nombre completo, nombre y apellidos, @nombre, @nombres, nombre pila,
                    cognome, nome completo, nome cognome, nome e cognome, intestatario, @nome, nominativo,
                    sobrenome, @apelido, primeiro nome, ultimo nome, nome proprio, nome mae, nome pai, nome da mae,
                    ~voornaam, ~achternaam, tussenvoegsel, volledige naam, roepnaam, meisjesnaam, @naam, rekeninghouder, kaarthouder,
                    imie, imiona, nazwisko, imie nazwisko, imie i nazwisko, nazwisko panienskie, nazwisko rodowe,
                    ~fornamn, ~efternamn, tillnamn, mellannamn, fullstandigt namn, @namn, kortinnehavare,
                    fornavn, etternavn, efternavn, @navn, etunimi, sukunimi, prenume, jmeno, prijmeni, patronymic"""),
            Map.entry(SensitiveKind.PASSWORD, """
                    bcode$, pwdsaltedhash$,
                    ~password, passwd, passwrd, pswd, passw$, pw hash, pass word, ~pwd, pw$, =pass, user pass, usr pass, db pass, smtp pass,
                    login pass, admin pass, ftp pass, userpass, dbpass, pass hash, passhash, passphrase, pass phrase, passcode,
                    =salt, security answer, secret answer, =pin, pin code, pincode, pin hash, pin number, credential, connection string, connection uri, connection url, jdbc url, mongo uri, redis url, amqp url, connectionstring, conn string, connstr, conn str, dsn$, database url, db url,
                    databaseurl, authentication string, auth string,
                    ~passwort, ~kennwort, sicherheitsantwort,
                    mot de passe, mot passe, motdepasse, mdp, code secret,
                    contrasena, contrasenia, contrasenya, =clave, clave acceso, clave de acceso, @clave,
                    parola chiave, parola d ordine, parola accesso, senha, palavra passe, palavra chave,
                    ~wachtwoord, haslo, hasla, ~losenord, passord, adgangskode, salasana, heslo, parool"""),
            Map.entry(SensitiveKind.KEY, """
                    ~apikey, api key, private key, ~privatekey, privkey, priv key, secret key, ~secretkey, access key, ~accesskey,
                    encryption key, enc key, signing key, sign key, ssh key, sshkey, hmac key, aes key, rsa key, shared key,
                    service key, deploy key, master key, client key, app key, license key, licence key, pem$, keystore$,
                    mnemonic$, seed phrase, wallet seed, recovery phrase, pkcs12, server key, account key,
                    api schluessel, apischluessel, privater schluessel, cle api, cle privee, cle secrete,
                    clave api, clave privada, clave secreta, llave privada, chiave api, chiave privata, chiave segreta,
                    chave api, chave privada, chave secreta, prive sleutel, geheime sleutel, api sleutel,
                    klucz api, klucz prywatny, klucz tajny, api nyckel, privat nyckel, hemlig nyckel"""),
            Map.entry(SensitiveKind.TOKEN, """
                    ~token, jwt, bearer$, session key, sessionkey, auth cookie, session cookie, =cookie, =cookies, otp$, otp code,
                    one time password, verification code, activation code, activation key, reset code, reset key, confirmation code, auth code,
                    authorization code, recovery code, backup code, magic link, reset link, reset url, reset hash, invite link,
                     webhook signature, jeton, jeton acces, ficha acceso, zugriffstoken, sas url"""),
            Map.entry(SensitiveKind.SECRET, """
                    ~secret, secret value, secret data, totp, totp seed, mfa seed, two factor seed, otp seed, geheimnis,
                    secreto, segreto, segredo, sekret, hemlighet, geheim$"""));

    /// What says, behind the words, that it is not the value itself: `email_verified`, `phone_type`.
    static final java.util.Set<String> NEUTRAL_BEHIND = TableWords.words("""
            type typ types typen tipo tipos kind soort rodzaj art category count cnt counts counter total sum avg
            verified verify verification verifie verifiee verificado verificada verificato verificata verifiziert
            geverifieerd zweryfikowany verifierad confirmed confirmation confirmado confirmada confirme confirmato
            bestaetigt bestatigt bevestigd potwierdzony bekraftad valid validated validation invalid status statut stato
            stan state states changed change changes updated created modified deleted geaendert geandert modifie
            modificado modificada modificato gewijzigd zmienione andrad at on time timestamp ts date dates expires
            expiry expiration expired expire exp ttl lifetime age enabled disabled active allowed required requires
            policy policies rule rules length len size format formats template templates subject body content provider
            providers service server servers host port label labels order sort position index idx sent opened clicked
            bounced bounces delivered unsubscribed subscribed subscription opt optin optout preference preferences pref
            prefs flag flags scope scopes version algorithm algo alg method methods mode level strength attempts attempt
            failures failed retries limit limits quota quality score rank domain domains language lang locale country
            region brand network issuer scheme model os vendor manufacturer carrier operator extension ext prefix
            visible visibility public hidden shared source src group groups campaign campaigns thread message
            messages notification notifications notify alert alerts queue job log logs event events action actions
            schedule frequency interval days hours minutes seconds weight color colour url uri path file filename image
            icon logo endpoint table column field schema class id ids uid uuid fk pk quantity usage used reset needed
            left remaining bucket budget book books code codes key keys name names expected strategy hits per
            anzahl aantal antal ilosc liczba cantidad quantidade actif aktiv activo activa attivo ativo ativa actief
            reminder reminders bounce place lieu lugar luogo city  settings setting""");

    /// Behind the words these say how the value is written; it is one all the same.
    static final java.util.Set<String> FORMS = TableWords.words("""
            text txt str string num numeric raw enc encrypted plain clear value val data json blob bytes hash hashed
            masked array""");

    /// What says so in front of them: `has_email`, `max_tokens`.
    static final java.util.Set<String> NEUTRAL_BEFORE = TableWords.words("""
            is has had was num count cnt nb nbr nof total max min avg sum allow allows allowed require requires required
            enable enables enabled disable disabled use uses send sends can should show shows hide needs need must
            wants want receive receives accepts accept supports hat ist anzahl aantal antal ilosc liczba cantidad
            quantidade without multiple""");

    private NameTable() {}
}
